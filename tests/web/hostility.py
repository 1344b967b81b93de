"""Texts that want to do harm to whoever reads them."""

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "<img src=https://evil.example/huge.png width=99999 height=99999>",
    "<a href='javascript:window.hacked = 1'>click</a>",
    "<a href=' java\tscript:window.hacked = 1'>click</a>",
    "<a href='data:text/html,<script>window.hacked = 1</script>'>click</a>",
    "<svg onload='window.hacked = 1'><script>window.hacked = 1</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror='window.hacked = 1'></style></mglyph></table></mtext></math>",
    "<style>* { display: none !important } body { background: url(https://evil.example/x) }</style>",
    "<p style='position: fixed; inset: 0; background: red'>over all</p>",
    "<p class='skip banner' id='main'>looks like ours</p>",
    "<form action='/leave' method=post><button>Sign out</button></form>",
    "<input autofocus onfocus='window.hacked = 1'>",
    "<iframe src='javascript:window.hacked = 1'></iframe><object data=x></object><embed src=x>",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css><video src=https://evil.example/x autoplay></video>",
    "<img alt='<img onerror=window.hacked=1' title='<img onerror=window.hacked=1 src=x>'>",
    "</div></article></main><main id=main><h1>Sign in</h1>",
    "<body onload='window.hacked = 1'><template><script>window.hacked = 1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.hacked=1>'></noscript>",
)
