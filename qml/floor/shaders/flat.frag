VARYING vec4 ink;

void MAIN()
{
    FRAGCOLOR = vec4(ink.rgb * ink.a, ink.a);
}
