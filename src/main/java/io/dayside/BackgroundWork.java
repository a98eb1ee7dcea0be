package io.dayside;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import tools.jackson.databind.json.JsonMapper;

/**
 * Durable background work. A room declares a {@code Task} bean and schedules it through {@code SchedulerClient} inside
 * its own transaction: the task exists exactly when that transaction commits, survives a restart, and runs on one node.
 * Task data are small records that name their tenant; the handler opens its scope.
 */
@Configuration(proxyBeanMethods = false)
class BackgroundWork {

    /** Short, since the way of an urgent study to the worklist has three such steps. */
    private static final Duration POLLING_INTERVAL = Duration.ofMillis(300);

    private static final int THREADS = 8;

    /** A task whose node has died is picked up by another, or by the restarted one, after four of these. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final int MISSED_HEARTBEATS = 4;

    @Bean(destroyMethod = "")
    Scheduler scheduler(DataSource dataSource, ObjectProvider<Task<?>> allTasks, JsonMapper json) {
        List<Task<?>> tasks = allTasks.orderedStream().toList();
        var onStartup = tasks.stream().filter(OnStartup.class::isInstance).toList();
        var others = tasks.stream().filter(task -> !onStartup.contains(task)).toList();
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), List.copyOf(others))
                .startTasks(castToStartup(onStartup))
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLLING_INTERVAL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .threads(THREADS)
                .enablePriority()
                .serializer(new JsonSerializer(json))
                .build();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Task<?> & OnStartup> List<T> castToStartup(List<? extends Task<?>> tasks) {
        return (List<T>) List.copyOf(tasks);
    }

    @Bean
    Lifecycle backgroundWorkLifecycle(Scheduler scheduler) {
        return new Lifecycle(scheduler);
    }

    /** Work begins when the application can serve it, and ends before its parts are taken down. */
    static class Lifecycle {

        private final Scheduler scheduler;

        Lifecycle(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            scheduler.start();
        }

        @EventListener(ContextClosedEvent.class)
        void stop() {
            // The operations port has a context of its own, whose end is told here as well.
            if (!scheduler.getSchedulerState().isShuttingDown()) {
                scheduler.stop();
            }
        }
    }

    private record JsonSerializer(JsonMapper json) implements Serializer {

        @Override
        public byte[] serialize(@Nullable Object data) {
            return json.writeValueAsBytes(data);
        }

        @Override
        @SuppressWarnings("NullAway") // the library hands out "no data" as null
        public <T> T deserialize(Class<T> type, byte @Nullable [] serialized) {
            return serialized == null ? null : json.readValue(serialized, type);
        }
    }
}
