/**
 * The defects: one fault, many cases. Core: uses the ground, cases to say what hangs on a
 * defect, and customers, whose number and plans make its severity. It counts them, and
 * reads what customers wrote first, with SQL of its own over the tables of cases,
 * customers and messages, which no other package could do in one statement, and changes
 * nothing there.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "cases" })
@NullMarked
package org.followthrough.defects;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
