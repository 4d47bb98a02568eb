/**
 * The support case: opening, finding, owning, closing it, and the events of its life that
 * the journey listens to. Core: uses the ground, customers to say whose case it is,
 * products to say what it concerns, and teams to say how time passes for it.
 */
@ApplicationModule(
		allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "products", "teams" })
@NullMarked
package org.followthrough.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
