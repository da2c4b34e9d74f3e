"""Skills: the profiles of `skill.yaml`, and SKILL.md files of others read as profiles."""
