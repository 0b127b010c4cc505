package dev.trierarch.api;

import dev.trierarch.api.auth.Authentication;
import dev.trierarch.api.auth.Impersonation;
import dev.trierarch.api.auth.Users;
import dev.trierarch.api.authz.Attributes;
import dev.trierarch.api.authz.Authorization;
import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.api.flow.FlowControl;
import dev.trierarch.api.flow.Seat;
import dev.trierarch.api.health.RequestMetrics;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Deprecations;
import dev.trierarch.api.resource.Problems;
import dev.trierarch.api.resource.Query;
import dev.trierarch.api.resource.Statuses;
import dev.trierarch.api.stream.ContainerStreams;
import dev.trierarch.api.stream.LogService;
import dev.trierarch.api.stream.LongAnswers;
import dev.trierarch.api.stream.ProxyService;
import dev.trierarch.api.watch.WatchService;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What every request passes first: who is it, may it, is there room, how long did it take. Watches,
 * logs and proxies are answered from here, as they need the asynchronous output that JAX-RS does
 * not have; the rest goes on to the resource classes.
 */
@WebFilter(
    urlPatterns = "/*",
    asyncSupported = true,
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
public class FrontFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  @Inject private transient Authentication authentication;
  @Inject private transient Impersonation impersonation;
  @Inject private transient Authorization authorization;
  @Inject private transient FlowControl flow;
  @Inject private transient RequestMetrics metrics;
  @Inject private transient WatchService watches;
  @Inject private transient LogService logs;
  @Inject private transient LongAnswers longAnswers;
  @Inject private transient ProxyService proxies;
  @Inject private transient ContainerStreams containers;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long startNanos = FlowControl.firstCameNanos(request);
    ApiCall call = ApiCall.of(request);
    RequestInfo info = call == null ? null : call.info();
    try {
      if (call == null) {
        response.setHeader(AuditId.HEADER, AuditId.of(request));
        Query query = Query.parse(request.getQueryString());
        info = RequestInfo.parse(request.getMethod(), request.getRequestURI(), query);
        call = admit(request, info, query);
        call.attachTo(request);
      }
      Optional<Seat> seat = flow.enter(call, request, response);
      if (seat.isEmpty()) {
        return; // it waits, and comes back here once it has a seat
      }
      try {
        answer(call, request, response, chain);
        longAnswers.goOn(call, startNanos, request, response);
      } finally {
        seat.get().leave();
      }
      if (request.isAsyncStarted()) {
        return; // it goes on without this thread, and is counted where it does
      }
    } catch (RuntimeException e) {
      RefusalWriter.write(request, response, Statuses.refusal(e));
      end(request);
    }
    if (info != null) {
      metrics.answered(info, response.getStatus(), System.nanoTime() - startNanos);
    }
  }

  private void answer(
      ApiCall call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (hasPathParameters(call.info(), request)) {
      throw Problems.unknownPath();
    }
    Deprecations.warningOf(call.info()).ifPresent(text -> response.addHeader("Warning", text));
    if (call.info().verb().equals("watch")) {
      watches.serve(call, request, response);
    } else if (isLog(call.info())) {
      logs.serve(call, request, response);
    } else if (ProxyService.isMeant(call.info())) {
      proxies.serve(call, request, response);
    } else if (ContainerStreams.isMeant(call.info())) {
      containers.serve(call, request, response);
    } else if (asksForUpgrade(request)) {
      throw Problems.unknownPath(); // no protocol is spoken here whose end of a body would come
    } else {
      chain.doFilter(new PlainRequest(request), response);
    }
  }

  /**
   * The application server and JAX-RS would look for the path without its parameters, which are no
   * more than a part of a name here.
   */
  private static boolean hasPathParameters(RequestInfo info, HttpServletRequest request) {
    return request.isRequestedSessionIdFromURL()
        || (!info.resourceRequest() && info.path().indexOf(';') >= 0);
  }

  private static boolean asksForUpgrade(HttpServletRequest request) {
    return request.getHeader("Upgrade") != null
        && header(request, "Connection").toLowerCase(Locale.ROOT).contains("upgrade");
  }

  private static boolean isLog(RequestInfo info) {
    return info.resourceRequest()
        && info.group().isEmpty()
        && info.resource().equals("pods")
        && info.subresource().equals("log")
        && info.verb().equals("get");
  }

  private ApiCall admit(HttpServletRequest request, RequestInfo info, Query query) {
    HostHeader.check(request);
    Caller caller = authentication.caller(request);
    boolean proxied = request.getMethod().equals("OPTIONS") && ProxyService.isMeant(info);
    if (!METHODS.contains(request.getMethod()) && !proxied) {
      throw Problems.methodNotAllowed();
    }
    if (!Authorization.isPublic(info)) {
      if (caller.user().equals(Users.ANONYMOUS)) {
        throw Problems.unauthorized();
      }
      caller = impersonation.caller(request, caller);
      authorization.check(Attributes.of(caller, info));
    }
    return new ApiCall(
        info,
        query,
        caller,
        authorization,
        header(request, "Accept"),
        header(request, "Accept-Encoding"),
        cause(request));
  }

  private static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  /** The revision that an agent or another client of ours reacts to. */
  private static long cause(HttpServletRequest request) {
    String cause = request.getHeader("Trierarch-Cause");
    if (cause == null || cause.isBlank()) {
      return 0;
    }
    try {
      return Long.parseUnsignedLong(cause.strip());
    } catch (NumberFormatException e) {
      throw ApiErrors.badRequest(
          "Trierarch-Cause: Invalid value: \"" + cause + "\": must be a resourceVersion");
    }
  }

  /** A stream that failed while it began has no other end. */
  private static void end(HttpServletRequest request) {
    if (request.isAsyncStarted()) {
      request.getAsyncContext().complete();
    }
  }
}
