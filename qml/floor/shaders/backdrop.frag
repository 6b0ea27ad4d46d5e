VARYING float up;

void MAIN()
{
    FRAGCOLOR = vec4(mix(bottom, top, up), 1.0);
}
