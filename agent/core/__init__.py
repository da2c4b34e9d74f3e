"""What flows and worlds share: effects, notices, errors and the conversation a flow is in."""
