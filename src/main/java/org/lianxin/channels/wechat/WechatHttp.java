package org.lianxin.channels.wechat;

import me.chanjar.weixin.common.util.http.apache.ApacheHttpClientBuilder;
import org.apache.http.client.HttpRequestRetryHandler;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.conn.ConnectionKeepAliveStrategy;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.lianxin.channels.Line;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The library's line: never sends anything twice by itself, follows no redirect, keeps no cookie. */
@Component
class WechatHttp implements ApacheHttpClientBuilder {
    private final CloseableHttpClient client;

    WechatHttp(@Value("${lianxin.channels.timeout:20s}") java.time.Duration longest) {
        int patience = (int) longest.toMillis();
        RequestConfig limits = RequestConfig.custom()
                .setConnectTimeout((int) Line.CONNECT.toMillis())
                .setConnectionRequestTimeout(patience)
                .setSocketTimeout(patience)
                .build();
        client = HttpClients.custom()
                .setDefaultRequestConfig(limits)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .setMaxConnPerRoute(20)
                .setMaxConnTotal(40)
                .build();
    }

    @Override
    public CloseableHttpClient build() {
        return client;
    }

    @Override
    public ApacheHttpClientBuilder httpProxyHost(String host) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder httpProxyPort(int port) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder httpProxyUsername(String name) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder httpProxyPassword(String password) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder httpRequestRetryHandler(HttpRequestRetryHandler handler) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder keepAliveStrategy(ConnectionKeepAliveStrategy strategy) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder sslConnectionSocketFactory(SSLConnectionSocketFactory factory) {
        return this;
    }
}
