/**
 * What we owe each customer next, and when. Step: uses the ground and the core; it never
 * sees a message, the journey tells it that one arrived.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "customers", "teams", "cases" })
@NullMarked
package org.followthrough.promises;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
