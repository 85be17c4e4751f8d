"""Settings: ``base`` for every place, ``test`` for the tests; everything a city changes comes from the environment."""
