"""Frozen data that all layers share."""
