"""An event leaves this server and comes to another."""
