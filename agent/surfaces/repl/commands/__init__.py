"""The slash commands of the conversation, grouped by what they are about."""
