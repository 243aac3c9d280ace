"""Corrective actions of a collection: listed, changed, followed through history, handed on."""
