"""reeltalk: make videos by talking.

The rooms, and who may lean on whom, are told in docs/architecture.md.
"""
