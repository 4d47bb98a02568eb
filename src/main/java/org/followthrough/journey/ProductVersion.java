package org.followthrough.journey;

import java.lang.module.ModuleDescriptor.Version;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/**
 * Which version of the product this is, as its build has noted.
 */
@Component
class ProductVersion {

	private static final String UNKNOWN = "0";

	private final String version;

	ProductVersion(ObjectProvider<BuildProperties> build) {
		BuildProperties properties = build.getIfAvailable();
		String noted = (properties != null) ? properties.getVersion() : null;
		this.version = (noted != null) ? noted : UNKNOWN;
	}

	@Override
	public String toString() {
		return this.version;
	}

	/** Whether another version came out later: what an older one brings is no upgrade. */
	boolean isBefore(String other) {
		try {
			return !UNKNOWN.equals(this.version) && Version.parse(this.version).compareTo(Version.parse(other)) < 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
