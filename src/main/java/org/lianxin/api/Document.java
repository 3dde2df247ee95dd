package org.lianxin.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * The document of the REST interface at {@code /rest/v1/openapi.json}, readable by anybody: a bearer token on every call but those that
 * are open, ids as strings, refusals as problem details (RFC 9457) that point to the field.
 */
@Configuration
class Document {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Person.class, Page.class);
    }

    @Bean
    OpenAPI openApi(Pages.Site site) {
        return new OpenAPI()
                .info(new Info()
                        .title("Lianxin")
                        .version("v1")
                        .description(
                                "Runs the government microblog matrix of a city. Times are RFC 3339, ids are strings of digits, lists page by the `before` of"
                                        + " the answer. What is refused changes nothing and says why in the language of the caller.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url(site.publicUrl())))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description(
                                                "A token of a person, made with `lianxin token NAME` or in the console."))
                        .addSchemas(PROBLEM, problem()))
                .security(List.of(new SecurityRequirement().addList(BEARER)));
    }

    @Bean
    OperationCustomizer refusalsAndOpenness() {
        return (operation, method) -> {
            if (isOpen(method)) {
                operation.setSecurity(List.of());
            } else {
                refuse(operation, "401", "No token, or one that has ended.");
                refuse(operation, "403", "The step is not the caller's to take.");
            }
            refuse(operation, "404", "There is no such thing, or the caller may not see it.");
            refuse(operation, "422", "What was sent is not complete; `errors` points to the field.");
            return operation;
        };
    }

    private static boolean isOpen(HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getMethod(), Open.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), Open.class);
    }

    private static void refuse(Operation operation, String status, String description) {
        if (!operation.getResponses().containsKey(status)) {
            operation
                    .getResponses()
                    .addApiResponse(
                            status,
                            new ApiResponse()
                                    .description(description)
                                    .content(new Content()
                                            .addMediaType(
                                                    "application/problem+json",
                                                    new MediaType()
                                                            .schema(new Schema<>()
                                                                    .$ref("#/components/schemas/" + PROBLEM)))));
        }
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("Problem details, RFC 9457.")
                .addProperty(
                        "type",
                        new StringSchema().format("uri").description("`urn:lianxin:` and the key of the refusal"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("The sentence that the page would show."))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .items(new ObjectSchema()
                                        .addProperty(
                                                "pointer",
                                                new StringSchema()
                                                        .description("JSON pointer to the field, as `#/title`"))
                                        .addProperty("detail", new StringSchema())));
    }
}
