"""An event leaves this server and comes into another."""
