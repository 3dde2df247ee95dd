package org.lianxin.publishing;

import org.lianxin.registry.Accounts;
import org.lianxin.registry.Units;
import org.springframework.stereotype.Component;

/** Units and their accounts, as the register has them. */
@Component
record Registered(Units units, Accounts accounts) {}
