package dev.trierarch.catalog.form;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A form that a text must have. */
public enum Form {
  /** Labels with dots between them: most objects' names. */
  DNS_SUBDOMAIN(Names::subdomainProblems),
  /** A domain of at least three labels: webhooks. */
  QUALIFIED_DOMAIN(Names::qualifiedDomainProblems),
  /** A domain of at least two labels: endpoints that have no address. */
  FULL_DOMAIN(Names::fullDomainProblems),
  DNS_LABEL(Names::labelProblems),
  /** An RFC 1035 label, which may not begin with a digit: Services. */
  DNS_1035_LABEL(Names::label1035Problems),
  /** Anything but "/", "%", "." and "..": RBAC objects. */
  PATH_SEGMENT(Names::pathSegmentProblems),
  /** A name with an optional domain before it: {@code example.com/name}. */
  QUALIFIED_NAME(Names::qualifiedNameProblems),
  /** A qualified name, whose letters may be capitals in the domain too. */
  ANNOTATION_KEY(key -> Names.qualifiedNameProblems(key.toLowerCase(Locale.ROOT))),
  LABEL_VALUE(Names::labelValueProblems),
  /** An IANA service name. */
  PORT_NAME(PortNames::problems),
  /** What a container may ask for: cpu, memory, or something with a domain before it. */
  CONTAINER_RESOURCE(ResourceNames::containerProblems),
  /** What a limit may be for: pods, containers, claims, or something with a domain before it. */
  LIMIT_TYPE(ResourceNames::limitTypeProblems),
  /** What a quota may limit. */
  QUOTA_RESOURCE(ResourceNames::quotaProblems),
  /** A driver of volumes or devices: a short domain, in letters of any case. */
  DRIVER_NAME(Names::driverProblems),
  /** A kind's name: one label, in letters of any case. */
  KIND(Names::kindProblems),
  /** One of Kubernetes' own finalizers, or one with a domain before it. */
  FINALIZER(
      name ->
          name.contains("/") || List.of("kubernetes", "orphan", "foregroundDeletion").contains(name)
              ? List.of()
              : List.of("name is neither a standard finalizer name nor is it fully qualified")),
  /** In which order a StatefulSet makes its pods. */
  POD_MANAGEMENT(
      policy ->
          List.of("OrderedReady", "Parallel").contains(policy)
              ? List.of()
              : List.of("must be 'OrderedReady' or 'Parallel'")),
  /** What a metric's target is a number of. */
  METRIC_TARGET(
      type ->
          List.of("Utilization", "Value", "AverageValue").contains(type)
              ? List.of()
              : List.of("must be either Utilization, Value, or AverageValue")),
  /** {@code example.com/path}. */
  DOMAIN_PATH(Names::domainPathProblems),
  /** {@code example.com/signer-name}. */
  SIGNER(Names::signerProblems),
  /** A DNS name, whose first label may be a star. */
  HOST(Names::hostProblems),
  ENVIRONMENT_NAME(FileNames::environmentProblems),
  /** A file's name. */
  CONFIG_KEY(FileNames::problems),
  /** A path that leads downwards from where it begins, to a name that nobody keeps for himself. */
  LOCAL_PATH(FileNames::localPathProblems),
  /** A path without steps back. */
  FORWARD_PATH(FileNames::forwardPathProblems),
  /** A path that leads downwards from where it begins. */
  RELATIVE_PATH(FileNames::relativePathProblems),
  /** A path from the root. */
  ABSOLUTE_PATH(FileNames::absolutePathProblems),
  /** A setting of the kernel. */
  SYSCTL(FileNames::sysctlProblems),
  HTTP_HEADER(Names::headerProblems),
  /** A domain to search names in: labels may have underscores, and the end may be a dot. */
  SEARCH_DOMAIN(Names::searchDomainProblems),
  /** No white space at either end. */
  TRIMMED(FileNames::trimmedProblems),
  IP_ADDRESS(IpAddresses::problems),
  /**
   * An address that can be that of an endpoint of a Service. One on loopback can: the pods of a
   * machine without any network are there.
   */
  ENDPOINT_ADDRESS(IpAddresses::endpointProblems),
  /** An address that others can reach. */
  EXTERNAL_ADDRESS(IpAddresses::externalProblems),
  /** A range of addresses: {@code 10.0.0.0/8}. */
  CIDR(IpAddresses::rangeProblems),
  CRON_SCHEDULE(CronSchedules::problems),
  TIME_ZONE(CronSchedules::timeZoneProblems);

  // References to static methods: nothing in them can change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<String, List<String>> problems;

  Form(Function<String, List<String>> problems) {
    this.problems = problems;
  }

  /** Whether an empty text is one that is wrong, rather than one that is absent. */
  public boolean refusesEmpty() {
    return this == TIME_ZONE;
  }

  /** What is wrong with a text, in upstream's words; empty when nothing is. */
  public List<String> problems(String text) {
    return problems.apply(text);
  }
}
