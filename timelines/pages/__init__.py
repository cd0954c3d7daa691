"""The public pages: each asks its questions, and a template lays the answers out; complete without JavaScript."""
