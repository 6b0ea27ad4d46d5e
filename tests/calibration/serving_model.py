"""Serving as in model/performance/serving, on arrays with one entry a run; fit_serving.py fits its constants.

Symbols: D columns of the runs, c constants;
tp, adp, mt, me widths of tensor, attention-by-request, expert-tensor and expert parallelism; T tokens of an iteration, B
sequences that decode, td time of a decoding iteration, t1 and tm of a prompt by itself and of one of many; odd 1: the table
prints the product of two widths; 2: the layout cannot run and is read as pools."""
import re

import numpy as np, yaml
def load(path):
    d=yaml.safe_load(open(path))
    rows=[]
    for o in d['oracles']:
        if not o['kind'].startswith('serve-') or 'recalled' in o.get('confidence',''): continue
        m=o['measured']
        if 'ttft_ms' not in m and 'output_tokens_per_s' not in m: continue
        rows.append(o)
    return d,rows
def latent(m):
    a=m.get('attention','')
    r=re.match(r'MLA q_lora (\d+), kv_lora (\d+), rope (\d+), nope (\d+), v (\d+)',a)
    return [int(x) for x in r.groups()] if r else None
def build(d,rows):
    F={k:[] for k in '''inst gen prec eng ver h L nexp nden shexp attnW attnRep sc_pf sc_dc mlpW expW E k Es fe Vh kvb kvdiv winL win n P_w P_8 P_4 W mem link
      tp pp adp mt me isl osl C kind dis ptp pdp pmt pme wp wd dtp replicate model hw extr weightB attnB expB cacheB ids ttft tpot thr odd static domain ranks'''.split()}
    def add(**kw):
        for k in F:
            F[k].append(kw[k])
    for o in rows:
        hw=o['hardware']; part=max([p for p in d['hardware_peaks'] if hw.startswith(p)],key=len)
        pk=d['hardware_peaks'][part]
        m=d['models'][o['model']]
        L=m['layers'];h=m['hidden'];a=m['heads'];kv=m['kv_heads'];dh=m['head_dim'];f=m['ffn']
        g=3 if m.get('gated_mlp') else 2
        lt=latent(m); moe=m.get('moe') or {}
        nden=moe.get('dense_layers',0) if moe else L
        nexp=L-nden
        prec=o['precision']
        if 'or' in prec: prec='fp4' if part[0] in 'BG' else 'fp8'
        if prec=='fp16': prec='bf16'
        wb={'bf16':2,'fp8':1,'fp4':0.5625}[prec]
        gen='A' if part.startswith('A') else 'H' if part[0]=='H' else 'B'
        if lt:
            q,r,dr,dn,dv=lt
            attnW=q*a*(dn+dr)+r*a*(dn+dv)+a*dv*h; attnRep=h*q+h*(r+dr)
            sc_pf=2*a*(dn+dr+dv)*0.5; sc_dc=2*a*(2*r+dr); kvel=(r+dr); kvdiv=1e9
        else:
            attnW=2*h*a*dh+2*h*kv*dh; attnRep=0; sc_pf=4*a*dh*0.5; sc_dc=4*a*dh; kvel=2*kv*dh; kvdiv=kv
        win=128 if 'sliding' in m.get('attention','') else 0
        winL=L/2 if win else 0
        ab=wb
        if prec=='fp4' and moe: ab=2.0 if win else (2.0 if lt else wb)
        if win: ab=2.0
        eb=wb
        if win: eb=0.5625
        cb=2.0 if prec=='bf16' else 1.0
        w=o.get('workload') or {}
        isl=w.get('isl');osl=w.get('osl')
        if isl is None:
            isl,osl={'llama2-70b':(300,294),'llama3-8b':(778,128),'deepseek-v3':(800,3880)}[o['model']]
        p=o.get('parallelism') or {}
        dis='prefill' in p
        q=p.get('decode',p)
        dom=72 if part.startswith('GB') else 8
        def lay(q,n):
            tp=q.get('tp') or 1;pp=q.get('pp') or 1;adp=q.get('attention_dp') or 1
            mt=q.get('moe_tp');me=q.get('moe_ep')
            ranks=tp*pp*adp
            if mt is None: mt,me=(1,tp*adp) if adp>1 else (tp,1)
            odd=0
            fe=moe.get('expert_ffn',0)
            if not dis and moe and mt==me and mt>1 and tp*adp==mt*me:
                # product written for the group
                odd=1; ranks=mt; 
                if adp>1: adp=mt
                else: tp=mt
                mt,me=1,ranks
            return tp,pp,adp,mt,me,ranks,odd
        n=o['accelerators']
        tp,pp,adp,mt,me,ranks,odd=lay(q,n)
        if not p:
            tp={'llama2-70b':2 if gen=='H' else 1,'llama3-8b':1,'deepseek-v3':8}[o['model']]
            adp=1; ranks=tp; mt,me=tp,1
            if o['model']=='deepseek-v3': adp,tp,mt,me=8,1,1,8
        C=w.get('concurrency') or w.get('batch') or 0
        if o['kind']=='serve-throughput' and moe and adp==1 and tp>1 and (lt or kv<tp): adp,tp,mt,me=tp,1,1,tp  # heads cannot be split so far
        ptp,_,pdp,pmt,pme,pr,_=lay(p['prefill'],n) if dis else (1,1,1,1,1,1,0)
        wp=wd=1; known=0
        if dis:
            wp=p['prefill'].get('workers') or 1; wd=q.get('workers') or 1
            if q.get('workers'): known=1
            if not C: C=wd*(q.get('batch') or 1)
        else:
            wd=max(1,n//ranks) if not odd else 1
            if moe and not dis and moe.get('expert_ffn',0)/mt<128 and ranks>8: odd=2
        st=1 if w.get('batching')=='static' else 0
        if st: C=w['batch']
        k={'serve-latency':0,'serve-disagg':1,'serve-throughput':2}[o['kind']]
        eng=hw.split('/')[-1] if k<2 else 'trtllm'
        ver=(o.get('software') or ('trtllm-bench' if k==2 else eng)).strip()
        ver=ver if any(ch.isdigit() for ch in ver) or ver=='trtllm-bench' or 'dev' in ver else ver+'@'+part
        inst=1
        if k==0 and w.get('concurrency') and w.get('batch'): inst=max(1,w['concurrency']/(w['batch']*(p.get('attention_dp') or 1)))
        add(inst=inst,gen=gen,prec=prec,eng=eng,ver=ver,h=h,L=L,nexp=nexp,nden=nden,shexp=moe.get('shared',0),attnW=attnW,attnRep=attnRep,sc_pf=sc_pf,sc_dc=sc_dc,
            mlpW=g*h*f if nden else 0,expW=g*h*moe.get('expert_ffn',0),E=moe.get('experts',1) or 1,k=moe.get('top_k',0) or 0,Es=moe.get('shared',0) or 0,fe=moe.get('expert_ffn',0),
            Vh=m['vocab']*h,kvb=kvel*cb,kvdiv=kvdiv,winL=winL,win=win,n=n,P_w=pk['bf16_tflops']*1e12,P_8=pk.get('fp8_tflops',pk['bf16_tflops'])*1e12,
            P_4=pk.get('fp4_tflops',pk['bf16_tflops'])*1e12,W=pk['hbm_GBps']*1e9,mem=pk['hbm_GB']*1e9,link=pk['nvlink_GBps_per_direction']*1e9,
            tp=tp,pp=pp,adp=adp,mt=mt,me=me,isl=isl,osl=osl,C=C,kind=k,dis=dis,ptp=ptp,pdp=pdp,pmt=pmt,pme=pme,wp=wp if known else 0,wd=wd,dtp=tp,replicate=0,model=o['model'],hw=part,extr=0,
            weightB=wb,attnB=ab,expB=eb,cacheB=cb,ids=o['id'],ttft=o['measured'].get('ttft_ms',np.nan),tpot=o['measured'].get('tpot_ms',np.nan),thr=o['measured'].get('output_tokens_per_s',np.nan),odd=odd,static=st,domain=dom,ranks=ranks)
    D={}
    for k,v in F.items():
        D[k]=np.array(v) if isinstance(v[0],str) else np.array(v,float)
    D['mixes']=(D['eng']!='sglang')*1.
    return D
def pn(a,b,q=2.0): return (a**q+b**q)**(1/q)
def iteration(D,c,tp,adp,mt,me,T_p,ctx_p,B,ctx,nseq):
    """Seconds of one iteration of an instance: T_p prompt tokens with mean attended context ctx_p (full), B decodes of context ctx."""
    T=T_p+B; Ta=T/adp
    h=D['h'];W=D['W']*c['mu']
    Pw=D['P_w']*c['eta_w']; 
    def peak(bytes_):
        r=np.where(bytes_>=2,D['P_w']*c['eta_w'],np.where(bytes_>=1,D['P_8']*c['eta_8'],np.where(D['gen']=='B',D['P_4']*c['eta_4'],D['P_w']*c['eta_w'])))
        return r*c['kern']
    hasP=(T_p>0)
    wa=D['attnW']/tp+D['attnRep']
    t_attn=D['L']*pn(2*Ta*wa/peak(D['attnB']), wa*D['attnB']/W)
    wm=D['mlpW']/tp
    t_mlp=D['nden']*pn(2*Ta*wm/peak(D['weightB']), wm*D['weightB']/W)
    # experts
    E=D['E'];k=D['k']
    hit=np.maximum(E*(1-(1-k/E)**np.maximum(T*c['spread'],1e-9)),np.minimum(k,T*k))
    imb=1+c['imb']*(1-1/me)
    hr=np.minimum(E/me,hit/me*imb)
    we=D['expW']/mt
    tok=T*k/me*imb+hr*c['pad']
    t_exp=D['nexp']*pn(2*tok*we/(peak(D['expB'])*c['eta_e']), hr*we*D['expB']/(W*c['mu_e']))
    ws=D['expW']*D['Es']/np.where(adp>1,1,tp)
    t_exp=t_exp+D['nexp']*pn(2*Ta*ws/peak(D['weightB']),ws*D['weightB']/W)
    t_exp=np.where(D['nexp']>0,t_exp,0)
    full=D['L']-D['winL']
    isl=D['isl']
    pfs=D['sc_pf']/tp*T_p/adp*(full*isl+D['winL']*np.minimum(2*D['win'],isl))
    t_pf=pfs/(D['P_w']*c['eta_a'])
    kvr=D['kvb']/np.minimum(tp,D['kvdiv']); kvr=np.where(D['kvdiv']>1e8,D['kvb'],kvr)
    ctxs=(full*ctx+D['winL']*np.minimum(D['win'],ctx))
    t_kv=B/adp*ctxs*pn(kvr/(D['W']*c['mu_kv']),D['sc_dc']/tp/(D['P_w']*c['eta_d']))
    t_el=D['L']*c['passes']*2*h*Ta/W
    # collectives
    S=2*Ta*h
    lat=c['ar']*np.log2(np.maximum(tp,1))/3
    bw=D['link']*c['bw']
    t_ar=np.where(tp>1,D['L']*2*(lat+2*(tp-1)/np.maximum(tp,1)*S/bw),0)
    kk=np.minimum(k,me)
    t_a2a=np.where((adp>1)&(D['nexp']>0),D['nexp']*(2*c['ar']+3*Ta*kk*h*(1-1/np.maximum(me,1))/bw),0)
    t_head=pn(2*nseq/adp*D['Vh']/tp/peak(2+0*tp),2*D['Vh']/tp/W)
    ovl=D['L']*c['lay']+D['nexp']*c['lay_e']
    host=c['host']+(c['seq0']+np.where(D['kind']<2,c['stream'],0))*nseq/adp
    return V_(t_attn=t_attn,t_mlp=t_mlp,t_exp=t_exp,t_pf=t_pf,t_kv=t_kv,t_el=t_el,t_ar=t_ar,t_a2a=t_a2a,t_head=t_head,ovl=ovl,host=host)
def V_(**k):
    return k
def tot(x): return sum(x.values())
def predict(D,c,detail=False):
    tp,adp,mt,me=D['tp'],D['adp'],D['mt'],D['me']
    isl,osl=D['isl'],D['osl']; one=np.ones_like(isl)
    odd2=D['odd']==2
    dis=(D['dis']>0)|odd2
    ranks=np.where(D['odd']==1,tp*adp,D['ranks'])
    ctx=isl+osl/2
    def most(D,c,tp,adp,mt,me):
        wb=D['L']*(D['attnW']/tp+D['attnRep'])*D['attnB']+D['nden']*D['mlpW']/tp*D['weightB']+D['nexp']*(D['E']*D['expW']/(mt*me)*D['expB']+D['Es']*D['expW']/np.where(adp>1,1,tp)*D['weightB'])+4*D['Vh']/tp
        kvr=np.where(D['kvdiv']>1e8,D['kvb'],D['kvb']/np.minimum(tp,D['kvdiv']))
        held=D['isl']+c['held']*D['osl']; perseq=kvr*((D['L']-D['winL'])*held+D['winL']*np.minimum(D['win'],held))
        room=np.maximum(D['mem']*c['util']-wb-c['reserve'],1e8)
        return np.minimum(np.maximum(room/perseq*adp,1),c['maxb']*adp)
    def dec(B,tp,adp,mt,me): return iteration(D,c,tp,adp,mt,me,0*B,isl,B,ctx,B)
    # --- pools
    mla=D['kvdiv']>1e8
    n=D['n']
    nd=np.where(odd2,np.where(isl>=4*osl,0.5,0.8)*n,0)
    # prefill
    ptp=np.where(odd2,4,np.where(D['dis']>0,D['ptp'],tp));padp=np.where(odd2,1,np.where(D['dis']>0,D['pdp'],adp))
    pmt=np.where(odd2,1,np.where(D['dis']>0,D['pmt'],mt));pme=np.where(odd2,4,np.where(D['dis']>0,D['pme'],me))
    x=mla&dis&(ptp>1)
    padp=np.where(x,ptp*padp,padp);pme=np.where(x,ptp*1.0,pme);pmt=np.where(x,1,pmt);ptp=np.where(x,1,ptp)
    nb=np.maximum(1,np.floor(c['chunk']/isl)); pp=c['ppace']
    i1=iteration(D,c,ptp,padp,pmt,pme,isl*padp,isl,0*isl,isl,padp)
    t1=tot(i1)*pp
    tm=tot(iteration(D,c,ptp,padp,pmt,pme,isl*nb*padp,isl,0*isl,isl,nb*padp))/(nb*padp)*pp
    # --- co-located
    Cw=np.where(D['kind']==2,np.where(D['static']>0,D['C'],1e9),D['C']/np.maximum(np.where(D['dis']>0,D['wd'],D['inst']),1))
    Bm=most(D,c,tp,adp,mt,me)
    B=np.minimum(Cw,Bm)
    td=tot(dec(B,tp,adp,mt,me))
    # pools: the faster of attention by heads and by requests
    r=tp*adp
    J=np.where(dis&(mla|odd2))[0]
    if len(J):
        DJ={k:v[J] for k,v in D.items()}; cJ={k:v[J] for k,v in c.items()}
        tdJ=td[J];BJ=B[J];o2=odd2[J];rJ=(tp*adp)[J];ndJ=nd[J];oneJ=one[J]
        for width in (8,16,32):
            ok=np.where(o2,width<=ndJ+.1,width==8)
            w=np.where(o2,width,rJ)
            inst=np.where(o2,np.maximum(1,np.floor(ndJ/width)),np.maximum(DJ['wd'],1))
            Bi=DJ['C']/inst
            for mode in (0,1):
                a=w if mode else oneJ; t=oneJ if mode else w
                Bq=np.minimum(Bi,most(DJ,cJ,t,a,oneJ,w))
                tt=tot(iteration(DJ,cJ,t,a,oneJ,w*1.0,0*Bq,DJ['isl'],Bq,DJ['isl']+DJ['osl']/2,Bq))
                better=ok&((tt<tdJ)|(o2&(width==8)&(mode==0)))
                tdJ=np.where(better,tt,tdJ);BJ=np.where(better,Bq,BJ)
        td=td.copy();B=B.copy();td[J]=tdJ;B[J]=BJ
    td=np.where(dis,td*c['d_td'],td)
    # prompts' workers of a known number: no more requests than they compute go on to decode
    K=np.where(dis&(D['wp']>0)&(B*np.maximum(D['wd'],1)/(osl*td*c['pace'])>D['wp']/tm))[0]
    if len(K):
        DK={k:v[K] for k,v in D.items()}; cK={k:v[K] for k,v in c.items()}
        fed=DK['wp']/tm[K]/np.maximum(DK['wd'],1); scale=td[K]/tot(iteration(DK,cK,tp[K],adp[K],mt[K],me[K],0*B[K],DK['isl'],B[K],DK['isl']+DK['osl']/2,B[K]))
        low=0*B[K]; high=B[K].copy()
        for _ in range(40):
            mid=(low+high)/2; tk_=tot(iteration(DK,cK,tp[K],adp[K],mt[K],me[K],0*mid,DK['isl'],mid,DK['isl']+DK['osl']/2,mid))*scale
            less=mid/(osl[K]*tk_*cK['pace'])<fed; low=np.where(less,mid,low); high=np.where(less,high,mid)
        B=B.copy();td=td.copy();B[K]=high;td[K]=tk_
    # prompts of others: iterations of their own, or pieces beside the decodes in a share of the iterations
    beside=np.maximum(np.where(D['kind']==2,B,B-1),0)/osl
    piece=np.maximum(np.minimum(isl,c['chunk'])*adp,beside*isl)
    carry=np.minimum(1,c['inter']*beside*isl/piece)
    mixed=np.maximum(tot(iteration(D,c,tp,adp,mt,me,piece,isl,B,ctx,B))*pp-td*c['pace'],0)
    inter=np.where(dis,0,np.where(D['mixes']>0,carry*mixed,c['inter']*beside*tm))
    tpot=td*c['pace']+inter+np.where(D['inst']>1,c['router'],0)
    thr=B/tpot*np.maximum(1,np.floor(n/ranks))
    thr=np.where(D['static']>0,B*osl/(B*tm+osl*td*c['pace'])*np.maximum(1,np.floor(n/ranks)),thr)
    Z=osl*tpot
    N=np.minimum(Cw,Bm)
    bb=Z-tm*N; R=(-bb+np.sqrt(bb*bb+4*tm*Z))/2
    wave=(N+1)/2*tm
    over=np.maximum(Cw-Bm,0)/np.maximum(Bm,1)*Z
    t_first=(c['phost']+D['L']*(c['lay_p']+mla*c['lay_pl']))*pp+t1
    tt=t_first+c['resid']*td+(1-c['wave'])*(R-tm)+c['wave']*(wave-tm)
    tt=tt+over
    # pools: as many prompt instances as keep up unless their number is known
    Nd=np.where(D['wp']>0,D['C']/np.maximum(D['wp'],1),D['C'])
    ttd=(c['d_phost']+c['phost']+D['L']*(c['lay_p']+mla*c['lay_pl']))*pp+t1+c['d_wave']*np.maximum(Nd-1,0)**c['d_pow']*tm
    tt=np.where(dis,ttd,tt)
    # where the workers are known: the wait of prompts that come singly at a server busy for that share of the time
    busy=np.minimum(B*np.maximum(D['wd'],1)/(osl*tpot)*tm/np.maximum(D['wp'],1),.9)
    tk=(c['d_phost']+c['phost']+D['L']*(c['lay_p']+mla*c['lay_pl']))*pp+t1+busy/(2*(1-busy))*tm
    # and by Little's law what neither decodes nor waits for its turn
    tk=np.maximum(tk,D['C']/(B*np.maximum(D['wd'],1)/(osl*tpot))-osl*tpot)
    tt=np.where(dis&(D['wp']>0),tk,tt)
    if detail: return dict(tpot=tpot*1e3,ttft=tt*1e3,thr=thr,td=td*1e3,tm=tm*1e3,t1=t1*1e3,B=B,Bm=Bm,inter=inter*1e3,over=over*1e3,R=R*1e3,wave=wave*1e3,itp=i1,it=dec(B,tp,adp,mt,me))
    return tpot*1e3,tt*1e3,thr
