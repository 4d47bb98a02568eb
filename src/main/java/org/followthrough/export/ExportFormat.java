package org.followthrough.export;

/**
 * In which format cases are taken along.
 */
enum ExportFormat {

	/** A log of events, a trace for each case: IEEE 1849-2016. */
	XES("xes", "application/xml"),
	/** A log of events about several objects: OCEL 2.0. */
	OCEL("json", "application/json"),
	/** Tables. */
	CSV("csv.zip", "application/zip");

	private final String ending;

	private final String mediaType;

	ExportFormat(String ending, String mediaType) {
		this.ending = ending;
		this.mediaType = mediaType;
	}

	/** How names of its files end. */
	String ending() {
		return this.ending;
	}

	String mediaType() {
		return this.mediaType;
	}

}
