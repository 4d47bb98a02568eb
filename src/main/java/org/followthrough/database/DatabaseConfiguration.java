package org.followthrough.database;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.api.FlywayException;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Connects the application to its database: the company's own when one is configured,
 * else the embedded one.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddedDatabaseSettings.class)
class DatabaseConfiguration {

	@Bean
	EngineTables engineTables() {
		return new EngineTables(new DefaultResourceLoader());
	}

	@Bean
	FlywayMigrationStrategy checkThenMigrate(HikariDataSource dataSource) {
		return (flyway) -> {
			DatabaseRequirements.check(dataSource);
			try {
				flyway.migrate();
			}
			catch (FlywayException ex) {
				throw DatabaseRequirements.explained(ex);
			}
			new WorkingRights(dataSource, flyway.getConfiguration().getDataSource(),
					flyway.getConfiguration().getTable())
				.give();
			// Where one user does all, connections that migrated know no limit of time.
			dataSource.getHikariPoolMXBean().softEvictConnections();
		};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
	static class Embedded {

		@Bean
		EmbeddedMariaDb embeddedMariaDb(EmbeddedDatabaseSettings settings) {
			return new EmbeddedMariaDb(settings);
		}

		@Bean
		@ConditionalOnMissingBean
		FlywayConnectionDetails embeddedOwner(EmbeddedMariaDb server) {
			return new FlywayConnectionDetails() {

				@Override
				public String getJdbcUrl() {
					return server.url();
				}

				@Override
				public String getUsername() {
					return server.owner();
				}

				@Override
				public String getPassword() {
					return server.password();
				}

			};
		}

		@Bean
		@ConditionalOnMissingBean
		JdbcConnectionDetails embeddedConnectionDetails(EmbeddedMariaDb server) {
			return new JdbcConnectionDetails() {

				@Override
				public String getJdbcUrl() {
					return server.url();
				}

				@Override
				public String getUsername() {
					return server.username();
				}

				@Override
				public String getPassword() {
					return server.password();
				}

			};
		}

	}

}
