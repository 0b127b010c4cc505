package dev.trierarch.simulation;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.controller.bootstraptoken.BootstrapTokenCleaner;
import dev.trierarch.controller.certificates.CertificateApprover;
import dev.trierarch.controller.certificates.CertificateCleaner;
import dev.trierarch.controller.certificates.CertificateSigner;
import dev.trierarch.controller.deployment.DeploymentController;
import dev.trierarch.controller.disruption.DisruptionController;
import dev.trierarch.controller.endpoints.EndpointsController;
import dev.trierarch.controller.endpointslice.EndpointSliceController;
import dev.trierarch.controller.endpointslicemirroring.EndpointSliceMirroringController;
import dev.trierarch.controller.eventttl.EventExpiryController;
import dev.trierarch.controller.flowschema.FlowSchemaController;
import dev.trierarch.controller.garbagecollector.GarbageCollector;
import dev.trierarch.controller.kubernetesservice.KubernetesServiceController;
import dev.trierarch.controller.namespace.NamespaceController;
import dev.trierarch.controller.nodeipam.NodeIpamController;
import dev.trierarch.controller.nodelifecycle.NodeLifecycleController;
import dev.trierarch.controller.podgc.PodGarbageCollector;
import dev.trierarch.controller.replicaset.ReplicaSetController;
import dev.trierarch.controller.resourcequota.ResourceQuotaController;
import dev.trierarch.controller.rootca.RootCaPublisher;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.serviceaccount.ServiceAccountController;
import dev.trierarch.controller.storageprotection.AttributesClassProtectionController;
import dev.trierarch.controller.storageprotection.ClaimProtectionController;
import dev.trierarch.controller.storageprotection.VolumeProtectionController;
import dev.trierarch.controller.tainteviction.TaintEvictionController;
import dev.trierarch.registry.Registry;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.Store;
import java.time.InstantSource;
import java.util.List;

/** All controllers, put together by hand as the application server does by injection. */
record ControlPlane(
    ClientFactory clients,
    Registry registry,
    Catalog catalog,
    Store store,
    Settings settings,
    InstantSource clock) {

  List<Controller> controllers() {
    return List.of(
        new DeploymentController(clients, clock),
        new ReplicaSetController(clients, clock),
        new DisruptionController(clients, clock),
        new EndpointSliceController(clients),
        new EndpointSliceMirroringController(clients),
        new EndpointsController(clients),
        new KubernetesServiceController(clients, settings),
        new NodeLifecycleController(clients, store, settings, clock),
        new TaintEvictionController(clients, store, clock),
        new NodeIpamController(clients, settings),
        new PodGarbageCollector(clients, store, clock),
        new NamespaceController(clients, registry, catalog, store, clock),
        new FlowSchemaController(clients, clock),
        new ResourceQuotaController(clients, catalog, store),
        new GarbageCollector(registry, catalog, store),
        new ServiceAccountController(clients),
        new RootCaPublisher(clients, settings),
        new CertificateApprover(clients, clock),
        new CertificateSigner(clients, settings, clock),
        new CertificateCleaner(clients, clock),
        new BootstrapTokenCleaner(clients, clock),
        new ClaimProtectionController(clients),
        new VolumeProtectionController(clients),
        new AttributesClassProtectionController(clients),
        new EventExpiryController(clients, clock));
  }
}
