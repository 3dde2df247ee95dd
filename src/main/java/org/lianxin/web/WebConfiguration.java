package org.lianxin.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.TransformedResource;

/** Handlers may take a {@link Person} or a {@link Page}; assets are cached for a year under their fingerprint; access is checked. */
@Configuration
class WebConfiguration implements WebMvcConfigurer {
    private final AccessInterceptor access;
    private final Pages pages;
    private final Assets assets;

    WebConfiguration(
            AccessInterceptor access, @org.springframework.context.annotation.Lazy Pages pages, Assets assets) {
        this.access = access;
        this.pages = pages;
        this.assets = assets;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(access);
        registry.addInterceptor(new KeepableRequests());
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/*/**")
                .addResourceLocations("classpath:/static/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new PathResourceResolver() {
                    @Override
                    protected @Nullable Resource getResource(String path, Resource location)
                            throws java.io.IOException {
                        int slash = path.indexOf('/');
                        return slash < 0 ? null : super.getResource(path.substring(slash + 1), location);
                    }
                })
                .addTransformer((request, resource, chain) -> {
                    Resource same = chain.transform(request, resource);
                    String address = request.getRequestURI();
                    return address.endsWith(".css")
                            ? new TransformedResource(
                                    same,
                                    assets.content(address.substring(address.indexOf('/', "/assets/".length()) + 1)))
                            : same;
                });
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new HandlerMethodArgumentResolver() {
            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return parameter.getParameterType() == Person.class || parameter.getParameterType() == Page.class;
            }

            @Override
            public @Nullable Object resolveArgument(
                    MethodParameter parameter,
                    @Nullable ModelAndViewContainer container,
                    NativeWebRequest request,
                    @Nullable WebDataBinderFactory factory) {
                var servlet = request.getNativeRequest(jakarta.servlet.http.HttpServletRequest.class);
                if (servlet == null) {
                    return null;
                }
                return parameter.getParameterType() == Page.class ? pages.of(servlet) : Pages.person(servlet);
            }
        });
    }
}
