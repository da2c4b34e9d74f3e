"""What flows and worlds share: effects, notices, errors, states, the conversation of a flow."""
