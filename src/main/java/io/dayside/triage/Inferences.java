package io.dayside.triage;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.triage.Assessment.Status;
import io.dayside.triage.model.LoadedModel;
import io.dayside.triage.pixels.UnreadablePixels;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Runs the models of a hospital on one study, two studies at a time and never longer than a limit. */
@Component
class Inferences {

    /** The longest that a study waits for its models before it goes on without them. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    static final int AT_ONCE = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Inferences.class);

    private final Archive archive;
    private final Tenants tenants;
    private final Models models;
    private final TransactionOperations transaction;
    private final ExecutorService workers = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("inference-", 0).daemon().factory());

    Inferences(Archive archive, Tenants tenants, Models models, TransactionOperations transaction) {
        this.archive = archive;
        this.tenants = tenants;
        this.models = models;
        this.transaction = transaction;
    }

    /** What the hospital's models together make of a study. */
    record Result(Status status, String reason, List<ModelFinding> findings) {

        static Result notAssessed(String reason) {
            return new Result(Status.NOT_ASSESSED, reason, List.of());
        }
    }

    /** Inference that failed in a way that another try may mend. */
    static final class InferenceFailed extends Exception {

        private static final long serialVersionUID = 1;

        InferenceFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Call with the tenant's scope bound and outside a transaction. */
    Result run(StudyRef study) throws InferenceFailed {
        Future<Result> running = workers.submit(() -> TenantScope.call(study.tenant(), () -> assess(study)));
        try {
            return running.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new InferenceFailed("no answer within " + LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new InferenceFailed("inference failed", e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new InferenceFailed("interrupted", e);
        }
    }

    private Result assess(StudyRef ref) throws IOException {
        Optional<ArchivedStudy> study = inTransaction(() -> archive.study(ref));
        if (study.isEmpty()) {
            return Result.notAssessed("the study is no longer held");
        }
        List<String> applicable =
                Applicability.of(study.get(), tenants.get(ref.tenant()).models());
        if (applicable.isEmpty()) {
            return Result.notAssessed("no enabled model for "
                    + (study.get().modality() + " " + study.get().bodyPartExamined()).strip());
        }
        List<ArchivedInstance> instances = inTransaction(() -> archive.instances(ref));
        List<Conclusion> conclusions = new ArrayList<>();
        for (String model : applicable) {
            conclusions.add(concluded(model, instances));
        }
        return summed(conclusions);
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transaction.execute(_ -> work.get());
        if (result == null) {
            throw new IllegalStateException("the archive gave no answer");
        }
        return result;
    }

    private Conclusion concluded(String name, List<ArchivedInstance> instances) throws IOException {
        LoadedModel model;
        try {
            model = models.get(name);
        } catch (IOException e) {
            LOG.error("model {} is not usable", name, e);
            return new Conclusion.Declined("model " + name + " is not usable");
        }
        try {
            var shown = Applicability.of(name, instances);
            if (shown.isEmpty() && !instances.isEmpty()) {
                return new Conclusion.Declined("no series may be what the model looks at");
            }
            var pictures = new StudyPictures(archive)
                    .of(shown, model.card().preparation(), model.card().inputSize());
            return pictures.isEmpty()
                    ? new Conclusion.Declined("the study has no picture")
                    : new ModelReading(model).of(pictures);
        } catch (UnreadablePixels e) {
            return new Conclusion.Declined(e.reason());
        }
    }

    private static Result summed(List<Conclusion> conclusions) {
        List<ModelFinding> findings = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Conclusion conclusion : conclusions) {
            switch (conclusion) {
                case Conclusion.Claimed(var finding) -> findings.add(finding);
                case Conclusion.Declined(var reason) -> reasons.add(reason);
            }
        }
        String reason = String.join("; ", reasons);
        return findings.isEmpty() ? Result.notAssessed(reason) : new Result(Status.DONE, "", findings);
    }

    @PreDestroy
    void close() {
        workers.shutdownNow();
    }
}
