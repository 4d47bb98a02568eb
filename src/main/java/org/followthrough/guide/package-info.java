/**
 * Plain words: what stands beside the editor while somebody writes to a customer. It
 * advises and refuses nothing. Core: uses the ground only.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database" })
@NullMarked
package org.followthrough.guide;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
