package dev.trierarch.catalog.apps;

import static dev.trierarch.catalog.constraint.Constraints.countOrPercentage;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.share;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategy;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDaemonSet;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetOrdinals;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;

/** Rules of single fields of the apps kinds. */
public final class AppsConstraints {

  private AppsConstraints() {}

  public static void declare(ConstraintTable table) {
    table
        .of(ControllerRevision.class)
        .field("revision", notNegative())
        .field("data", required("data is mandatory"));
    table.of(Deployment.class).implied("spec");
    table
        .of(DeploymentSpec.class)
        .implied("template", "strategy")
        .field("replicas", notNegative())
        .field("minReadySeconds", notNegative())
        .field("revisionHistoryLimit", notNegative())
        .field("progressDeadlineSeconds", notNegative());
    table
        .of(DeploymentStrategy.class)
        .field("type", required(), oneOf("Recreate", "RollingUpdate"));
    table
        .of(RollingUpdateDeployment.class)
        .field("maxUnavailable", share())
        .field("maxSurge", countOrPercentage());
    table
        .of(DeploymentStatus.class)
        .field("replicas", notNegative())
        .field("updatedReplicas", notNegative())
        .field("readyReplicas", notNegative())
        .field("availableReplicas", notNegative());
    table.of(ReplicaSet.class).implied("spec");
    table
        .of(ReplicaSetSpec.class)
        .implied("template")
        .field("replicas", notNegative())
        .field("minReadySeconds", notNegative());
    table
        .of(ReplicaSetStatus.class)
        .field("replicas", notNegative())
        .field("fullyLabeledReplicas", notNegative())
        .field("readyReplicas", notNegative())
        .field("availableReplicas", notNegative());
    daemonSets(table);
    statefulSets(table);
  }

  private static void daemonSets(ConstraintTable table) {
    table.of(DaemonSet.class).implied("spec");
    table
        .of(DaemonSetSpec.class)
        .implied("template")
        .field("minReadySeconds", notNegative())
        .field("revisionHistoryLimit", notNegative());
    table.of(DaemonSetUpdateStrategy.class).field("type", oneOf("RollingUpdate", "OnDelete"));
    table
        .of(RollingUpdateDaemonSet.class)
        .field("maxUnavailable", share())
        .field("maxSurge", share());
    table
        .of(DaemonSetStatus.class)
        .field("currentNumberScheduled", notNegative())
        .field("numberMisscheduled", notNegative())
        .field("desiredNumberScheduled", notNegative())
        .field("numberReady", notNegative())
        .field("observedGeneration", notNegative())
        .field("updatedNumberScheduled", notNegative())
        .field("numberAvailable", notNegative())
        .field("numberUnavailable", notNegative());
  }

  private static void statefulSets(ConstraintTable table) {
    table.of(StatefulSet.class).implied("spec");
    table
        .of(StatefulSetSpec.class)
        .implied("template", "updateStrategy")
        .unchecked("volumeClaimTemplates")
        .field("replicas", notNegative())
        .field("minReadySeconds", notNegative())
        .field("podManagementPolicy", required(), form(Form.POD_MANAGEMENT))
        .field("serviceName", dnsSubdomain());
    table
        .of(StatefulSetUpdateStrategy.class)
        .field("type", required(), oneOf("OnDelete", "RollingUpdate"));
    table
        .of(RollingUpdateStatefulSetStrategy.class)
        .field("partition", notNegative())
        .field("maxUnavailable", share());
    table
        .of(StatefulSetPersistentVolumeClaimRetentionPolicy.class)
        .field("whenDeleted", oneOf("Retain", "Delete"))
        .field("whenScaled", oneOf("Retain", "Delete"));
    table.of(StatefulSetOrdinals.class).field("start", notNegative());
    table
        .of(StatefulSetStatus.class)
        .field("replicas", notNegative())
        .field("readyReplicas", notNegative())
        .field("currentReplicas", notNegative())
        .field("updatedReplicas", notNegative())
        .field("availableReplicas", notNegative());
  }
}
