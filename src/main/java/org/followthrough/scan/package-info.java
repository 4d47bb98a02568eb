/**
 * Looks files through for viruses before anybody gets them, whatever door they came in
 * by. Ground: depends on what keeps files, on the audit, and on nothing that has files.
 */
@ApplicationModule(allowedDependencies = { "time", "identity", "web", "audit", "database" })
@NullMarked
package org.followthrough.scan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
