"""What the backend speaks: envelopes, events, habits and faults, and the ports of its services."""
