/**
 * What must not be kept for ever: a person's data on request, the words and files of
 * cases by rules, and what holds both up. The entries of the audit stay as they are; what
 * is sealed in them can't be read any more. Top: it alone knows where words are, in all
 * tables, so that one list says what goes, and overwrites them with SQL of its own.
 */
@ApplicationModule(
		allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "cases", "journey" })
@NullMarked
package org.followthrough.erasure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
