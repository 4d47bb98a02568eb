/**
 * The issue trackers of engineering (GitHub, GitLab, Jira): issues that are made or
 * linked for a defect, and what comes back from them. What happens there is shown and
 * told; it moves no case. Step: uses the ground and the core, and tells the journey when
 * an engineer reported and when an issue was closed.
 */
@ApplicationModule(
		allowedDependencies = { "time", "identity", "web", "audit", "database", "customers", "cases", "defects" })
@NullMarked
package org.followthrough.trackers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
