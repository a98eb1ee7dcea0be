// OHIF's app-config.js for one hospital. Put your own addresses in place of dayside.example and login.example, and your
// hospital's code in place of northgate.
const hospital = 'https://dayside.example/dicomweb/northgate';

window.config = {
  routerBasename: null,
  extensions: [],
  modes: [],
  customizationService: {},
  showStudyList: true,
  maxNumberOfWebWorkers: 3,
  showWarningMessageForCrossOrigin: false,
  showCPUFallbackMessage: true,
  showLoadingIndicator: true,
  strictZSpacingForVolumeViewport: true,
  maxNumRequests: { interaction: 20, thumbnail: 5, prefetch: 10 },
  defaultDataSourceName: 'dayside',
  dataSources: [
    {
      namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
      sourceName: 'dayside',
      configuration: {
        friendlyName: 'Dayside',
        qidoRoot: hospital,
        wadoRoot: hospital,
        qidoSupportsIncludeField: true,
        supportsFuzzyMatching: true,
        supportsWildcard: true,
        imageRendering: 'wadors',
        thumbnailRendering: 'wadors',
        enableStudyLazyLoad: true,
        omitQuotationForMultipartRequest: true,
        bulkDataURI: { enabled: true },
      },
    },
  ],
  // People log in at Dayside's Keycloak. The token opens DICOMweb and nothing else.
  oidc: [
    {
      authority: 'https://login.example/realms/dayside',
      client_id: 'dayside-viewer',
      redirect_uri: '/callback',
      response_type: 'code',
      scope: 'openid',
      post_logout_redirect_uri: '/',
      automaticSilentRenew: true,
      revokeAccessTokenOnSignout: true,
    },
  ],
};
