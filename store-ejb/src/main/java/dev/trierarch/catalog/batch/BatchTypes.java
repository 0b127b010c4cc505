package dev.trierarch.catalog.batch;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/** The kinds of the batch group. */
public final class BatchTypes {

  private BatchTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced("cronjobs", CronJob.class)
            .shortNames("cj")
            .categories("all")
            .subresources("status")
            .strategy(new CronJobStrategy())
            .columns(BatchColumns.CRON_JOBS)
            .build(),
        ResourceType.namespaced("jobs", Job.class)
            .categories("all")
            .subresources("status")
            .strategy(new JobStrategy())
            .columns(BatchColumns.JOBS)
            .build());
  }
}
