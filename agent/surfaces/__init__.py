"""How people and programs meet it: each module shows the same engine in another way."""
