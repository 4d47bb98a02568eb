package org.followthrough.teams;

import java.time.ZoneId;
import java.util.List;

/**
 * The time zones that a calendar may be in: those of the tz database. The library that
 * reads feeds adds others for itself.
 */
final class Zones {

	private static final List<String> ALL = ZoneId.getAvailableZoneIds()
		.stream()
		.filter(Zones::isPlace)
		.sorted()
		.toList();

	private Zones() {
	}

	/** Regions and cities, and UTC. */
	static List<String> all() {
		return ALL;
	}

	static boolean isKnown(String id) {
		return isPlace(id) && ZoneId.getAvailableZoneIds().contains(id);
	}

	private static boolean isPlace(String id) {
		return "UTC".equals(id) || id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/")
				&& !id.startsWith("ical4j~");
	}

}
