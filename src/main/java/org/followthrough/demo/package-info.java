/**
 * The demonstration: accounts, a mail server, a time machine and a few cases, on the
 * embedded database and loopback only. Top: nothing depends on it, and without it nothing
 * is missing.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "products",
		"teams", "rota", "cases", "correspondence", "promises", "journey" })
@NullMarked
package org.followthrough.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
