package dev.trierarch.api;

import dev.trierarch.api.resource.Problems;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says in a Status what the application server itself refuses, which would answer with a page of
 * its own: the error page of web.xml.
 */
@WebServlet(urlPatterns = ServerRefusals.PATH, asyncSupported = true)
public class ServerRefusals extends HttpServlet {

  static final String PATH = "/.refused";

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    RefusalWriter.write(request, response, refusal(code instanceof Integer status ? status : 404));
  }

  static ApiException refusal(int code) {
    return switch (code) {
      case 404 -> Problems.unknownPath();
      case 405, 501 -> Problems.methodNotAllowed();
      case 413 -> ApiErrors.tooLarge("Request entity too large");
      case 500 -> ApiErrors.internal("see the server's log");
      case 503 -> ApiErrors.unavailable("the server is not able to serve, please try again");
      default ->
          new ApiException(
              code, "BadRequest", "the server rejected the request before it was read", null);
    };
  }
}
