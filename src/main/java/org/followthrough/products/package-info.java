/**
 * What customers use: products, their components, and for each kind of them the checklist
 * of what engineering has to know. Core: uses the ground only.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database" })
@NullMarked
package org.followthrough.products;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
