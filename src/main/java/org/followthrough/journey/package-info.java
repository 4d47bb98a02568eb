/**
 * The journey of a case, run by the engine: what the models call, what people complete,
 * what guards both. Top: the only package (with the studio) that imports the engine, so
 * that the engine can be swapped for one of its forks by renaming imports.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "products",
		"teams", "rota", "cases", "defects", "correspondence", "promises", "escalation", "verification", "signoff",
		"review" })
@NullMarked
package org.followthrough.journey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
