"""Warga: measure, plan, act, listen, pulse, measure."""
