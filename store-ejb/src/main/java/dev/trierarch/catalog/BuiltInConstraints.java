package dev.trierarch.catalog;

import dev.trierarch.catalog.admissionregistration.AdmissionregistrationConstraints;
import dev.trierarch.catalog.apiextensions.ApiextensionsConstraints;
import dev.trierarch.catalog.apiregistration.ApiregistrationConstraints;
import dev.trierarch.catalog.apps.AppsConstraints;
import dev.trierarch.catalog.autoscaling.AutoscalingConstraints;
import dev.trierarch.catalog.batch.BatchConstraints;
import dev.trierarch.catalog.certificates.CertificatesConstraints;
import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.coordination.CoordinationConstraints;
import dev.trierarch.catalog.core.CoreConstraints;
import dev.trierarch.catalog.core.PodConstraints;
import dev.trierarch.catalog.core.VolumeConstraints;
import dev.trierarch.catalog.discovery.DiscoveryConstraints;
import dev.trierarch.catalog.flowcontrol.FlowcontrolConstraints;
import dev.trierarch.catalog.meta.MetaConstraints;
import dev.trierarch.catalog.networking.NetworkingConstraints;
import dev.trierarch.catalog.node.NodeConstraints;
import dev.trierarch.catalog.policy.PolicyConstraints;
import dev.trierarch.catalog.rbac.RbacConstraints;
import dev.trierarch.catalog.resource.ResourceConstraints;
import dev.trierarch.catalog.scheduling.SchedulingConstraints;
import dev.trierarch.catalog.storage.StorageConstraints;

/** The constraints on the models of all groups. */
final class BuiltInConstraints {

  private BuiltInConstraints() {}

  static void declare(ConstraintTable table) {
    MetaConstraints.declare(table);
    CoreConstraints.declare(table);
    PodConstraints.declare(table);
    VolumeConstraints.declare(table);
    AdmissionregistrationConstraints.declare(table);
    ApiextensionsConstraints.declare(table);
    ApiregistrationConstraints.declare(table);
    AppsConstraints.declare(table);
    AutoscalingConstraints.declare(table);
    BatchConstraints.declare(table);
    CertificatesConstraints.declare(table);
    CoordinationConstraints.declare(table);
    DiscoveryConstraints.declare(table);
    FlowcontrolConstraints.declare(table);
    NetworkingConstraints.declare(table);
    NodeConstraints.declare(table);
    PolicyConstraints.declare(table);
    RbacConstraints.declare(table);
    ResourceConstraints.declare(table);
    SchedulingConstraints.declare(table);
    StorageConstraints.declare(table);
  }
}
