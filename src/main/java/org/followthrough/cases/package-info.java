/**
 * The support case: opening, finding, owning, closing it, and the events of its life that
 * the journey listens to. Core: uses the ground, and customers to say whose case it is.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "customers", "teams" })
@NullMarked
package org.followthrough.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
