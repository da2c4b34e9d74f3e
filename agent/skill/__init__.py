"""What is known about a skill: its own page, `skill.yaml`, and what is made from it."""
