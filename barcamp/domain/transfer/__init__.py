"""Events that move to another server or come from one."""
