/**
 * Which ways cases really went: how often and how fast each, and where one left the model
 * that was valid then. Top: reads the audit and the table of cases with SQL of its own,
 * and changes nothing.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "cases", "journey" })
@NullMarked
package org.followthrough.mining;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
