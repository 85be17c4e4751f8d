"""The verbs: people, invitations, roles, agencies and keys – one file each."""
