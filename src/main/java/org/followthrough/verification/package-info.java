/**
 * The check that a fix works, by somebody who did not make it. Step: uses the ground and
 * the core; which fix it is about, and whose, the journey says.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "cases" })
@NullMarked
package org.followthrough.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
