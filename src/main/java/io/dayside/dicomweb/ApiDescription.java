package io.dayside.dicomweb;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What the description of the API says of this room's addresses, which the framework reads out of no signature. */
@Component
class ApiDescription implements GlobalOpenApiCustomizer {

    private static final String BASE = "/dicomweb/";
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([a-z]+)}");

    @Override
    public void customise(OpenAPI api) {
        Optional.ofNullable(api.getPaths())
                .ifPresent(paths -> paths.forEach((path, item) -> {
                    if (path.startsWith(BASE)) {
                        item.readOperations().forEach(operation -> describe(path, operation));
                    }
                }));
    }

    private static void describe(String path, Operation operation) {
        operation.setTags(List.of("DICOMweb"));
        var known = Optional.ofNullable(operation.getParameters()).orElseGet(List::of);
        var parameters = new ArrayList<>(known.stream()
                .filter(parameter -> !parameter.getName().equals("path"))
                .filter(parameter -> !parameter.getIn().equals("path"))
                .toList());
        VARIABLE.matcher(path)
                .results()
                .forEach(variable -> parameters.add(
                        new PathParameter().name(variable.group(1)).schema(new StringSchema())));
        if (path.endsWith("/rendered")) {
            parameters.add(query("viewport", "columns,rows[,left,top,width,height]"));
            parameters.add(query("window", "centre,width,linear | linear-exact | sigmoid"));
            parameters.add(query("quality", "of JPEG, 1 to 100"));
        } else if (path.endsWith("/thumbnail")) {
            parameters.add(query("viewport", "columns,rows"));
        } else if (path.endsWith("/wado")) {
            UriParameters.NAMES.forEach((name, form) -> parameters.add(query(name, form)));
        }
        operation.setParameters(parameters);
    }

    private static QueryParameter query(String name, String form) {
        var parameter = new QueryParameter();
        parameter.name(name).description(form).required(false).schema(new StringSchema());
        return parameter;
    }
}
