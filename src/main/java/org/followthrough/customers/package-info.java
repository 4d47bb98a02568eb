/**
 * The people we answer to, and the signed links that are their key to their cases. Core:
 * uses the ground only.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database" })
@NullMarked
package org.followthrough.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
