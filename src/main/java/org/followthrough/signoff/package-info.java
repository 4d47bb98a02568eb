/**
 * The customer's last word, and the only ways in which a case may end. Step: uses the
 * ground and the core.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "customers", "cases" })
@NullMarked
package org.followthrough.signoff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
