"""Sentences for people in three languages, and the sanitizing of untrusted text."""
