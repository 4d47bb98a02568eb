package org.followthrough;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The application: a support back office in which no case goes quiet.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Modulithic(systemName = "Followthrough")
public class Followthrough {

	/**
	 * Starts the application.
	 * @param args settings in Spring Boot's form, such as {@code --server.port=8081}
	 */
	public static void main(String[] args) {
		SpringApplication.run(Followthrough.class, args);
	}

}
