/**
 * Hand-overs to engineering and what engineering answers. Step: uses the ground and the
 * core.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "customers", "products", "cases" })
@NullMarked
package org.followthrough.escalation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
